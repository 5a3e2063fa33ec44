"""Opening the Word files and workbooks that others send: the hostile ones are refused before any parser reads them."""
