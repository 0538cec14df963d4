"""The commands of the command line; none of them needs Qt but the window and the demo."""
