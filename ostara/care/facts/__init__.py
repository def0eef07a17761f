"""What the record knows of a person when a clinical rule is asked, what the rules answered, and who went on and why.

Two kinds of silence are told apart. What the record itself does (orders, supplies, holds, stays) is complete: no row
means it did not happen. What has to be asked of a person or measured is unknown until a row says so."""
