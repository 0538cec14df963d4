"""The application: session, pages, window, background work and command line."""
