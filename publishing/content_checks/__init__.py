"""What is looked for in texts before they become public (ADR 53): rules, word lists, findings."""
