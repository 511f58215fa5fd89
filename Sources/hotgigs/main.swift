print("hotgigs")
