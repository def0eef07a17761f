"""From referral to recovery and back: episodes, assessments, plans, interventions, and who works with whom."""
