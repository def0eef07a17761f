"""What each rule answers, case by case: the tables beside this page, which the rulebook runs whenever it is shown."""
