"""Areas beside each other and beside their own past: what is chance, who walks in, and what a service does."""
