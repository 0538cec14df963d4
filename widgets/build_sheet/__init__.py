"""A build sheet as it is read in the window: what to click in another system, text by text."""
