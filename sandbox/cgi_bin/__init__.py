"""The stand-in for api.weixin.qq.com: what lies under /cgi-bin/, protocol and rules as the platform's."""
