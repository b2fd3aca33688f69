"""What languages share: messages, dates, and the state of the translations."""
