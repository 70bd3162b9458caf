"""Reading rows back: articles by any name, search, what there is in all."""
