"""Where the MQL threshold should be: what each would have caught, cost and earned."""
