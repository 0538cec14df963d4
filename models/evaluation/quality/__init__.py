"""The quality of leads: what is missing, odd, constant or spelled in many ways; what it costs."""
