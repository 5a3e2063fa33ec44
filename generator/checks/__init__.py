"""What the checker knows: findings, rules, reports."""
