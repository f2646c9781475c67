"""What fans and agents say to each other in the demo. All of it is invented.

A blank line ends a story. A line begins with who speaks: 粉 the fan; 岚, 禾 or 宁 an agent. `×` behind an agent marks
an answer that WeChat refuses, `？` one of which nobody knows whether it arrived. `[image]` is a message that is no
text, `停 9` lets nine hours pass, and words in braces are filled in by `cli.demo.words`.
"""

from cli.demo.stories import chatter, diary, members, orders, shops

SERVICE = (orders.STORIES, shops.STORIES, members.STORIES, chatter.STORIES)
SUBSCRIPTION = (diary.STORIES, shops.STORIES, chatter.STORIES)
TROUBLED = (chatter.TROUBLED,)  # told once

__all__ = ["SERVICE", "SUBSCRIPTION", "TROUBLED"]
