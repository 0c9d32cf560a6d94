"""Acts of the procedure as they are entered: any one, or the delivery of a paper."""
