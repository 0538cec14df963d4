"""Qt parts that show values and tell wishes; they know neither session nor each other."""
