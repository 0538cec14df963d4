"""The model as Leadbench keeps it, for whoever writes a reader of their own."""
