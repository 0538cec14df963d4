"""Rule engines: the portable form as JSONLogic, GoRules JDM and PMML.

All of them read prepared leads as flat records; none of them counts days or cleans text.
"""
