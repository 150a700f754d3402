"""What a release consists of: the check before it, and the files beside the package."""
