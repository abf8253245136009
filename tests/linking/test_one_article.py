"""The events of one article become incidents: which make one, which make none, and how day, place and parties are filled."""

from __future__ import annotations

from gestae import Article, Coder, link
from gestae.records import Incident


def incidents(coder: Coder, text: str, published: str | None = "2024-03-09") -> list[Incident]:
    return list(link([coder.code_article(Article(text=text, published=published))]).incidents)


def attacks(coder: Coder, text: str) -> list[Incident]:
    return [i for i in incidents(coder, text) if i.event_type == "ASSAULT"]


def test_news_without_a_day_is_at_most_a_day_old_and_claims_no_day(coder: Coder) -> None:
    [attack] = attacks(coder, "Gunmen killed three farmers in Maiduguri.")
    assert (attack.earliest, attack.latest) == ("2024-03-08", "2024-03-09")


def test_a_day_told_with_the_report_dates_what_is_reported(coder: Coder) -> None:
    [attack] = attacks(coder, "Officials reported yesterday that gunmen have killed three farmers in Maiduguri.")
    assert attack.earliest == attack.latest == "2024-03-08"


def test_measures_beside_violence_are_responses_and_no_incidents(coder: Coder) -> None:
    found = incidents(coder, "Gunmen killed three farmers in Maiduguri on Friday. Police arrested two men on Saturday.")
    assert [i.event_type for i in found] == ["ASSAULT"]
    assert len(found[0].responses) == 1


def test_a_war_as_such_lends_nothing_to_an_attack(coder: Coder) -> None:
    [attack] = attacks(
        coder, "Gunmen killed three farmers in Maiduguri on Friday. The army offensive in the region continues."
    )
    assert len(attack.events) == 1


def test_ways_that_exclude_each_other_are_two_incidents(coder: Coder) -> None:
    found = attacks(
        coder,
        "Gunmen kidnapped the mayor of Maiduguri on Friday. Three bombs exploded at a bank on Friday, wounding four people.",
    )
    assert sorted(str(i.mode) for i in found) == ["abduct", "explosives"]


def test_a_phrase_that_names_a_group_and_its_fighters_tells_of_both(coder: Coder) -> None:
    [attack] = attacks(coder, "Boko Haram fighters killed three farmers in Maiduguri on Friday.")
    assert {p.entity.name for p in attack.perpetrators} == {"Boko Haram", "fighter"}


def test_from_a_capital_the_whole_country_is_reported(coder: Coder) -> None:
    [attack] = attacks(coder, "BOGOTA, March 9 (EFE) -- Gunmen killed three farmers on Friday.")
    assert attack.place is not None and (attack.place.name, attack.place.precision) == ("Colombia", "country")


def test_an_attack_is_not_where_a_distance_to_it_begins(coder: Coder) -> None:
    [attack] = attacks(
        coder, "The men came to a farm 40 km north of Medellin. They shot dead three farmers on Friday, police said."
    )
    assert attack.place is None or attack.place.name != "Medellín"


def place_of_attack(coder: Coder, text: str) -> tuple[str, str | None]:
    [attack] = attacks(coder, text)
    assert attack.place is not None
    return attack.place.name, attack.place.admin1


def test_an_attack_is_where_its_police_are_and_not_where_the_wounded_were_flown(coder: Coder) -> None:
    text = (
        "A man was shot in the leg on Friday and flown to a hospital in Atlanta. LaGrange police said they were called "
        "to an apartment at noon. The police department of LaGrange, Georgia, asks witnesses to call."
    )
    assert place_of_attack(coder, text) == ("LaGrange", "US.GA")


def test_a_town_of_the_dateline_is_finer_than_the_state_that_the_event_names(coder: Coder) -> None:
    text = (
        "ELKHART, Ind. - A man was shot dead on Friday at a home in northern Indiana. Elkhart police are investigating."
    )
    assert place_of_attack(coder, text) == ("Elkhart", "US.IN")


def test_a_town_that_the_article_is_about_locates_an_attack_at_a_venue(coder: Coder) -> None:
    text = "Three men were wounded in a shooting at the Madison Market on Friday. Police in Stockton, California, made no arrest."
    assert place_of_attack(coder, text) == ("Stockton", "US.CA")


def test_two_attacks_in_one_article_keep_the_places_told_with_each(coder: Coder) -> None:
    found = attacks(
        coder,
        "Gunmen killed three farmers in Maiduguri on Friday. A bomb wounded nine soldiers in Kano on Monday, police in Kano said.",
    )
    assert {a.place.name for a in found if a.place is not None} == {"Maiduguri", "Kano"}


def test_the_day_of_the_call_dates_an_attack_and_not_the_day_of_an_arrest(coder: Coder) -> None:
    text = (
        "A man was shot dead in Elkhart, Indiana. Officers were called to the house around 7 p.m. Tuesday. A suspect was "
        "arrested Thursday, police said Friday."
    )
    [attack] = [i for i in incidents(coder, text, "2024-03-09") if i.event_type == "ASSAULT"]
    assert attack.earliest == attack.latest == "2024-03-05"


def test_the_day_that_news_was_posted_does_not_date_an_attack(coder: Coder) -> None:
    text = "Posted: Friday, March 8, 2024\n\nFour people were shot at a hotel in Denver. It happened at 1:40 a.m. Thursday."
    [attack] = [i for i in incidents(coder, text, "2024-03-08") if i.event_type == "ASSAULT"]
    assert attack.earliest == attack.latest == "2024-03-07"


def test_a_day_after_publication_dates_no_attack(coder: Coder) -> None:
    text = "Gunmen killed three farmers in Maiduguri. The funeral will be held on March 12."
    [attack] = [i for i in incidents(coder, text, "2024-03-09") if i.event_type == "ASSAULT"]
    assert (attack.earliest, attack.latest) == ("2024-03-08", "2024-03-09")


def test_violence_is_an_incident_where_little_more_than_its_dead_is_told(coder: Coder) -> None:
    [attack] = attacks(coder, "The mass murder left six people dead, the sheriff said. He thanked the neighbors.")
    assert attack.toll["killed"].best == 6


def wounded(coder: Coder, title: str | None, text: str) -> int | None:
    [attack] = link([coder.code_article(Article(text=text, title=title, published="2024-03-09"))]).incidents
    return attack.toll["wounded"].best


def test_a_headline_tells_which_number_of_the_text_is_the_total(coder: Coder) -> None:
    text = "Gunmen wounded five people in Denver on Friday. It was first said that nine people were wounded."
    assert wounded(coder, "Five wounded in Denver shooting", text) == 5
    assert wounded(coder, "Shooting injures 5 in Denver", text) == 5


def test_a_headline_counts_the_dead_among_those_shot(coder: Coder) -> None:
    text = "Five people were shot at a club in Denver on Friday and one of them died. Two others are in critical condition."
    assert wounded(coder, "Five people shot in Denver club", text) == 4


def test_a_number_that_only_the_headline_tells_is_no_figure(coder: Coder) -> None:
    assert wounded(coder, "Seven hurt in Denver", "Gunmen wounded five people in Denver on Friday.") == 5


def test_a_quarter_that_shares_its_name_with_a_far_city_is_where_the_other_places_are(coder: Coder) -> None:
    text = (
        "Two men were shot in the Austin neighborhood on Friday. Detectives searched homes in Evanston and in Joliet, Illinois. "
        "The men live in Chicago."
    )
    assert place_of_attack(coder, text)[1] == "US.IL"


def test_people_whom_police_call_juveniles_and_males_can_be_attacked(coder: Coder) -> None:
    [attack] = attacks(coder, "A gunman shot a juvenile and a male in Denver on Friday.")
    assert attack.toll["wounded"].best == 2
