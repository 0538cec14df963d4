"""Exchange: models and scored lists as other systems read them."""
