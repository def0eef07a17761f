"""Words for the made-up record: goals as people say them, notes as keyworkers write them. Nobody said any of them."""

ADJUSTMENTS = (
    "Reads with difficulty: say what a letter says.",
    "Hard of hearing on the left: sit on the right.",
    "Anxious in a full waiting room: ring when a room is free.",
    "Forgets appointments: text the evening before.",
)
SAFELY = "Ask for them by first name, say nothing else, and ring again later if somebody else answers."
FLAGS = (
    ("safeguarding_adult", "Somebody takes their money on the day it comes. Ask when they are alone."),
    ("risk_to_self", "Took an overdose on purpose last winter. Ask each time how things are."),
    ("risk_to_staff", "Two to see them: shouted and blocked the door when refused. Calm since the plan was changed."),
    ("other", "A dog that does not like uniforms: ring before a visit."),
)
HOPES = (
    "I want to wake up and not have to think where it comes from.",
    "My daughter turns six in spring. I want to be at the party, sober.",
    "A front door with my own key.",
    "I'd like to get back to the trade. I was good at it.",
    "Stay on my script, sleep, eat, keep out of trouble. That's a good year.",
    "I don't know yet. Ask me when I feel less rough.",
)
WHEN_IT_GOES_WRONG = (
    "Ring my sister. She doesn't judge.",
    "Come in anyway, even late, even if I've used.",
    "The Tuesday group. They've all been there.",
    "",
)
# Domain, the goal, its steps, who.
GOALS = (
    (
        "substances",
        "No gear on top of my script.",
        "Look at the dose together. Naloxone at home.",
        "Me and my keyworker",
    ),
    (
        "substances",
        "Cut the drink to weekends, then see.",
        "Diary of drinks. Vitamins from the GP.",
        "Me; GP for bloods",
    ),
    ("substances", "Stay off crack, payday and all.", "Someone with me on payday.", "Me and the Thursday group"),
    ("health", "Get the hep C sorted.", "Blood test here, tablets from the hospital.", "Nurse books, I turn up"),
    ("health", "Teeth.", "List of dentists that take people on.", "Keyworker rings with me"),
    ("mind", "Sleep through.", "Same time to bed. GP about the nightmares.", "Me"),
    ("home", "Out of the hostel by summer.", "Housing form, proof of income.", "Keyworker and housing officer"),
    ("work", "Two mornings at the bike workshop.", "Visit first, then a trial week.", "Me; peer mentor comes along"),
    (
        "family",
        "See the kids every other Saturday.",
        "Ask the social worker what it takes.",
        "Me and the social worker",
    ),
    ("law", "Finish my order without a breach.", "Appointments in my phone.", "Me and probation"),
    ("recovery", "Find my people: people who are where I want to be.", "Try three groups, keep one.", "Me"),
)
PERSON_SAYS = (
    "Better than last time. Still the odd slip.",
    "I did what we said with the housing.",
    "Rough month. I came though.",
    "Steady. Bored, but steady.",
    "I'd like to come down a bit. Slowly.",
    "",
)
KEYWORKER_SAYS = (
    "Kept most appointments. The goals still fit.",
    "Use on top is rarer; they noticed it first.",
    "Home is the next thing: letter to the council written together.",
    "Talked about naloxone again and about using alone.",
    "Agreed to meet every fortnight from now on.",
)
HOUSING = ("Own tenancy, damp.", "Sofas of friends.", "Supported housing.", "With parents.", "Hostel, shared room.")
STRENGTHS = (
    "Brought up two children alone.",
    "Cooks for everyone in the house.",
    "Has stayed off drink for a year before, knows how.",
    "Good with engines.",
    "Reads a lot; helped to write the service's leaflet.",
)
AROUND = (
    "A sister nearby.",
    "A sponsor since last autumn.",
    "Nobody at the moment.",
    "Partner, who is also on a script.",
)
EXPECTS = (
    "To be held steady, not lectured.",
    "A script first. The rest when I can think.",
    "To come off everything by Christmas.",
    "Honest talk and somebody who picks up the phone.",
)
KEYWORKER_EXPECTS = (
    "Stability first: dose, home, then the rest. Coming off is not on the table unless they bring it.",
    "Expects less of themselves than I do.",
    "Hurried about coming off; will go at a pace that holds.",
    "Long-term work, with breaks.",
)
HANDOVER = "Settled on the present dose, no driving, naloxone at home. Prefers mornings. Plan and assessment go along."
