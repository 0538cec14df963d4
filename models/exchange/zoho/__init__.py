"""The target Zoho CRM: its scoring rules as the API (v8) takes them."""
