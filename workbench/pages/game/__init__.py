"""Programme: levels, quests and what they give."""
