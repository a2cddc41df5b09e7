"""Who comes too often is counted, and nothing of them kept."""

from limits import RateLimitItemPerMinute

from bot.web.crowd import Crowd

ADDRESS = "203.0.113.77"


def test_no_address_is_kept_anywhere_and_a_block_of_ipv6_is_one() -> None:
    crowd, once = Crowd(), RateLimitItemPerMinute(1, 5)
    assert crowd.lets(once, ADDRESS)
    assert not crowd.lets(once, ADDRESS)
    assert ADDRESS not in str(vars(crowd._limits.storage))
    assert Crowd()._name(ADDRESS) != crowd._name(ADDRESS)
    assert crowd.lets(once, "2001:db8:1:2::1")
    assert not crowd.lets(once, "2001:db8:1:2:ffff::9")
    assert crowd.lets(once, "2001:db8:1:3::1")
