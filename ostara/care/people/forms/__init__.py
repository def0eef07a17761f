"""What is asked about people. Forms only check what was typed; what may be done is the actions' to say."""
