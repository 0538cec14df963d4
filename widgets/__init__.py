"""Qt parts that show values and tell wishes. They compute nothing and know neither session nor each other."""
