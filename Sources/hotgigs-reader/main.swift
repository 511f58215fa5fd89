print("hotgigs-reader")
