"""The people in treatment: who they are, how to reach them, what they agreed to, who is involved in their care."""
