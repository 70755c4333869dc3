"""AILabTools: pictures uploaded with each request; answered at once, or asked about by the vendor's task id."""
