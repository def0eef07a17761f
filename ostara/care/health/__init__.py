"""Physical and mental health beside treatment, as rows and questions: viruses, vaccines, the heart, naloxone, risks."""
