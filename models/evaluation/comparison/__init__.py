"""Two models on the same leads: figures side by side, paired differences, who moves."""
