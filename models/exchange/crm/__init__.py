"""CRM and marketing automation: build sheets for people, and formulas for Salesforce."""
