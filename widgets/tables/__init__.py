"""Tables: virtual item models over frozen values, and the delegates that paint them."""
