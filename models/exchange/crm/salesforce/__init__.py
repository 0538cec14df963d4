"""The target salesforce: the model as formula fields of leads, with their metadata."""
