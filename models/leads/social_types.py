"""Which of the user's types of activity are social: likes, mentions, shares, comments, follows.

CRMs and their exports call them by many names: "LinkedIn Like", "Twitter mention", "fb_share",
"Retweeted", "Instagram: new follower". A type is social where a word of it is a social act that no
other channel has, or where it names a network and an act. "E-mail reply", "Shared a document" and
"Direct message" are not: replies and messages are social only on a network that is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from models.leads.text import key

NETWORKS: dict[str, tuple[str, ...]] = {
    "LinkedIn": ("linkedin", "linked in", "li"),
    "X": ("twitter", "x", "tweet", "x com"),
    "Facebook": ("facebook", "fb", "meta"),
    "Instagram": ("instagram", "insta", "ig"),
    "YouTube": ("youtube", "yt", "you tube"),
    "TikTok": ("tiktok", "tik tok"),
    "Xing": ("xing",),
    "Threads": ("threads",),
    "Bluesky": ("bluesky",),
    "Mastodon": ("mastodon",),
    "Reddit": ("reddit",),
    "Pinterest": ("pinterest",),
    "WhatsApp": ("whatsapp", "whats app"),
    "Social media": ("social", "social media"),
}
"""Networks and the ways in which types name them."""

ACTS: dict[str, tuple[str, ...]] = {
    "like": ("like", "likes", "liked", "favorite", "favourite", "favorited", "favourited"),
    "mention": ("mention", "mentions", "mentioned", "tagged", "tag"),
    "share": ("share", "shares", "shared"),
    "comment": ("comment", "comments", "commented"),
    "follow": (
        *("follow", "follows", "followed", "follower", "followers", "following"),
        *("subscribe", "subscribed", "subscriber", "connection", "connected", "connect"),
    ),
    "reply": ("reply", "replies", "replied"),
    "repost": ("repost", "reposts", "reposted", "retweet", "retweets", "retweeted", "rt", "quote"),
    "reaction": ("reaction", "reactions", "reacted", "upvote", "upvoted", "upvotes"),
    "direct message": ("message", "messages", "messaged", "dm", "dms", "inmail"),
    "post": ("post", "posts", "posted", "tweet", "tweets", "tweeted", "story", "pin", "pinned"),
    "click": ("click", "clicks", "clicked", "engagement", "engaged", "interaction"),
    "view": ("view", "views", "viewed", "watched", "visit", "visited", "impression"),
}
"""Acts and the words for them."""

ALONE = frozenset({"like", "mention", "repost", "reaction", "follow", "comment"})
"""Acts that are social also where no network is named."""
_NOT_ALONE = frozenset(
    {"tag", "tagged", "quote", "following", "connect", "connected", "connection"}
    | {"subscribe", "subscribed", "subscriber", "favorite", "favourite", "followed", "follow"}
    | {"favorited", "favourited", "rt"}
)
"""Words of these acts that other channels use too: "Follow-up call", "Newsletter subscribed"."""
_ALWAYS = frozenset({"follower", "followers", "follows", "tweeted", "retweeted", "tweet", "tweets"})
_FOLLOW_UP = re.compile(r"\bfollow(ed)?[ -]?ups?\b")
_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class SocialType:
    """A type of activity that is social: the act, and the network where it is named."""

    name: str
    act: str
    network: str = ""


def social_types(types: Iterable[str]) -> tuple[SocialType, ...]:
    """Those of the types that are social, in their order."""
    found = (social_type(name) for name in types)
    return tuple(one for one in found if one is not None)


@lru_cache(maxsize=4096)
def social_type(name: str) -> SocialType | None:
    """What a type is as a social activity; None where it is none."""
    text = key(_CAMEL.sub(" ", name))
    text = _FOLLOW_UP.sub(" ", text)
    words = _WORD.findall(text)
    joined = f" {' '.join(words)} "
    network = _named(NETWORKS, joined)
    acts = [(act, word) for act, of in ACTS.items() for word in of if f" {word} " in joined]
    if network:
        act = acts[0][0] if acts else ""
        return SocialType(name, act, network) if act else None
    for act, word in acts:
        if word in _ALWAYS or (act in ALONE and word not in _NOT_ALONE):
            return SocialType(name, act)
    return None


def _named(table: dict[str, tuple[str, ...]], joined: str) -> str:
    return next((name for name, of in table.items() if any(f" {w} " in joined for w in of)), "")
