"""Drug tests as rows and questions: specimens, what was found in them, what that cannot show, days drawn by chance."""
