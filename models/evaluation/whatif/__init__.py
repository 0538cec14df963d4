"""What if: scenarios side by side, what the result hangs on, and suppositions about the leads."""
