"""WeChat in a box: a stand-in for api.weixin.qq.com, for the sender of callbacks, and for the fans' phones.

`sandbox.app.build(world)` is the door; everything else hangs on the `World` behind it.
"""
