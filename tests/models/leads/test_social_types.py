"""Social activities are known by name, whatever a system calls them; others are not taken."""

import pytest

from models.leads.social_types import ACTS, NETWORKS, social_type, social_types


@pytest.mark.parametrize(
    ("name", "act", "network"),
    [
        ("LinkedIn Like", "like", "LinkedIn"),
        ("linkedin_post_liked", "like", "LinkedIn"),
        ("LinkedInComment", "comment", "LinkedIn"),
        ("Twitter mention", "mention", "X"),
        ("Mentioned us on X", "mention", "X"),
        ("Retweeted", "repost", ""),
        ("Repost (LinkedIn)", "repost", "LinkedIn"),
        ("fb_share", "share", "Facebook"),
        ("Facebook reaction", "reaction", "Facebook"),
        ("Instagram: new follower", "follow", "Instagram"),
        ("Instagram direct message", "direct message", "Instagram"),
        ("YouTube subscribed", "follow", "YouTube"),
        ("TikTok video liked", "like", "TikTok"),
        ("Xing connection", "follow", "Xing"),
        ("Social media share", "share", "Social media"),
        ("Social Reply", "reply", "Social media"),
        ("Liked a post", "like", ""),
        ("New follower", "follow", ""),
        ("Comment", "comment", ""),
    ],
)
def test_that_social_types_are_known_by_their_names(name: str, act: str, network: str) -> None:
    found = social_type(name)
    assert found is not None
    assert (found.act, found.network) == (act, network)


@pytest.mark.parametrize(
    "name",
    [
        "Email reply",
        "E-mail link clicked",
        "Follow-up call",
        "Followed up by phone",
        "Newsletter subscribed",
        "Shared a document",
        "Webinar attended",
        "Pricing page visited",
        "Meeting",
        "Likelihood updated",
        "Direct mail sent",
        "Message opened",
        "Demo requested",
        "",
    ],
)
def test_that_other_channels_are_not_taken_for_social(name: str) -> None:
    assert social_type(name) is None


def test_that_every_network_and_act_is_found_under_all_its_names() -> None:
    for network, names in NETWORKS.items():
        for act, words in ACTS.items():
            for name in names:
                for word in words:
                    found = social_type(f"{name} {word}")
                    assert found is not None, f"{name} {word}"
                    assert found.network, network
                    assert found.act, act


def test_that_the_order_of_the_types_stays() -> None:
    names = ("New follower", "Webinar attended", "LinkedIn Like")
    assert [one.name for one in social_types(names)] == ["New follower", "LinkedIn Like"]
