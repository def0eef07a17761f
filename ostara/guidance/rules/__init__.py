"""The rules, one file per subject. To change one, change its declaration and its spec."""
