"""A made-up release of dm+d in the shape of the real one: every code is invented, with a check digit that fits."""

from stdnum import verhoeff

UNITS = ("mg", "microgram", "ml", "ampoule", "vial", "tablet")
FORMS = (
    *("Oral solution", "Sublingual tablet", "Prolonged-release solution for injection", "Oral lyophilisate"),
    *("Powder for solution for injection", "Tablet", "Solution for injection"),
)
MOIETIES = ("Methadone", "Buprenorphine", "Buprenorphine + Naloxone", "Diamorphine", "Naltrexone", "Withdrawn")
INGREDIENTS = ("Methadone hydrochloride", "Buprenorphine hydrochloride", "Buprenorphine", "Naloxone hydrochloride")
DIAMORPHINE = "Diamorphine hydrochloride"

# name, moiety, form, ((ingredient, milligrams, millilitres or ""), ...), content, its unit, unit dose
VMPS = [
    ("Made-up methadone 1mg/1ml oral", "Methadone", FORMS[0], ((INGREDIENTS[0], "1", "1"),), "1", "ml", ""),
    ("Made-up methadone 1mg/1ml without sugar", "Methadone", FORMS[0], ((INGREDIENTS[0], "5", "5"),), "1", "ml", ""),
    ("Made-up methadone 2mg/1ml", "Methadone", FORMS[0], ((INGREDIENTS[0], "2", "1"),), "1", "ml", ""),
    ("Made-up methadone 5mg tablets", "Methadone", FORMS[5], ((INGREDIENTS[0], "5", ""),), "1", "tablet", ""),
    ("Made-up methadone 50mg/5ml ampoules", "Methadone", FORMS[6], ((INGREDIENTS[0], "50", "5"),), "5", "ml", ""),
    ("Made-up bup 8mg under the tongue", "Buprenorphine", FORMS[1], ((INGREDIENTS[1], "8", ""),), "1", "tablet", ""),
    ("Made-up bup 400mcg under the tongue", "Buprenorphine", FORMS[1], ((INGREDIENTS[1], "400mcg", ""),), "", "", ""),
    (
        *("Made-up bup with naloxone 8mg/2mg", "Buprenorphine + Naloxone", FORMS[1]),
        *(((INGREDIENTS[1], "8", ""), (INGREDIENTS[3], "2", "")), "1", "tablet", ""),
    ),
    ("Made-up bup 8mg/0.16ml slow", "Buprenorphine", FORMS[2], ((INGREDIENTS[2], "50", "1"),), "0.16", "ml", ""),
    ("Made-up bup 16mg/0.32ml slow", "Buprenorphine", FORMS[2], ((INGREDIENTS[2], "16", "0.32"),), "0.32", "ml", ""),
    ("Made-up bup 8mg wafers", "Buprenorphine", FORMS[3], ((INGREDIENTS[1], "8", ""),), "1", "tablet", ""),
    ("Made-up diamorphine 5mg amp", "Diamorphine", FORMS[4], ((DIAMORPHINE, "5", ""),), "1", "ampoule", "ampoule"),
    ("Made-up diamorphine 100mg vial", "Diamorphine", FORMS[4], ((DIAMORPHINE, "100", ""),), "1", "vial", "vial"),
]
AMPS = [
    ("Buvidal 8mg/0.16ml made up", "Made-up bup 8mg/0.16ml slow"),
    ("Otherbrand 16mg/0.32ml made up", "Made-up bup 16mg/0.32ml slow"),
    ("Methadone of a maker", "Made-up methadone 1mg/1ml oral"),
]


def code(number: int) -> str:
    """A code that nobody has, with its check digit."""
    body = f"9990{number:06d}"
    return body + verhoeff.calc_check_digit(body)


def numbered(names, begins):
    return {name: code(begins + at) for at, name in enumerate(names)}


UNIT, FORM = numbered(UNITS, 100), numbered(FORMS, 200)
MOIETY, INGREDIENT = numbered(MOIETIES, 300), numbered((*INGREDIENTS, DIAMORPHINE), 400)
VMP, AMP = numbered([row[0] for row in VMPS], 500), numbered([row[0] for row in AMPS], 700)


def tag(name, *parts, **fields):
    inner = "".join(f"<{key}>{value}</{key}>" for key, value in fields.items() if value) + "".join(parts)
    return f"<{name}>{inner}</{name}>"


def lookups():
    units = [tag("INFO", CD=one, DESC=name) for name, one in UNIT.items()]
    forms = [tag("INFO", CD=one, DESC=name) for name, one in FORM.items()]
    return tag("LOOKUP", tag("UNIT_OF_MEASURE", *units), tag("FORM", *forms))


def virtual(vmps):
    products, forms, strengths = [], [], []
    for name, moiety, form, parts, content, unit, unit_dose in vmps:
        of = VMP[name]
        fields = {"UDFS": content, "UDFS_UOMCD": UNIT.get(unit), "UNIT_DOSE_UOMCD": UNIT.get(unit_dose)}
        products.append(tag("VMP", VPID=of, VTMID=MOIETY[moiety], NM=name, **fields))
        forms.append(tag("DFORM", VPID=of, FORMCD=FORM[form]))
        strengths += [strength(of, *part) for part in parts]
    products.append(tag("VMP", VPID=code(999), VTMID=MOIETY["Withdrawn"], NM="Withdrawn", INVALID="1"))
    groups = (tag("VMPS", *products), tag("VIRTUAL_PRODUCT_INGREDIENT", *strengths), tag("DRUG_FORM", *forms))
    return tag("VIRTUAL_MED_PRODUCTS", *groups)


def strength(of, ingredient, amount, volume):
    unit = "microgram" if amount.endswith("mcg") else "mg"
    fields = {"STRNT_DNMTR_VAL": volume, "STRNT_DNMTR_UOMCD": UNIT["ml"]} if volume else {}
    return tag(
        "VPI",
        VPID=of,
        ISID=INGREDIENT[ingredient],
        STRNT_NMRTR_VAL=amount.removesuffix("mcg"),
        STRNT_NMRTR_UOMCD=UNIT[unit],
        **fields,
    )


def a_release(folder, *, vmps=VMPS):
    """Write the files of a release into a folder, with one that is not read."""
    folder.mkdir(exist_ok=True)
    actual = [tag("AMP", APID=AMP[name], VPID=VMP[of], NM=name) for name, of in AMPS]
    written = {
        "f_lookup2_3999999.xml": lookups(),
        "f_ingredient2_3999999.xml": tag(
            "INGREDIENT_SUBSTANCES", *(tag("ING", ISID=one, NM=name) for name, one in INGREDIENT.items())
        ),
        "f_vtm2_3999999.xml": tag(
            "VIRTUAL_THERAPEUTIC_MOIETIES", *(tag("VTM", VTMID=one, NM=name) for name, one in MOIETY.items())
        ),
        "f_vmp2_3999999.xml": virtual(vmps),
        "f_amp2_3999999.xml": tag("ACTUAL_MEDICINAL_PRODUCTS", tag("AMPS", *actual)),
        "f_vmpp2_3999999.xml": tag("VIRTUAL_MED_PRODUCT_PACK", tag("VMPPS")),
    }
    for name, text in written.items():
        (folder / name).write_text(f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n', encoding="utf-8")
    return folder
