"""What we say to WeChat, a file a subject and one method a sentence."""
