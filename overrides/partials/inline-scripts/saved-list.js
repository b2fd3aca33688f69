{#- readSavedList() returns the saved pages: [{ path, title, lang }, …]. Throws where storage is forbidden, or has something else in
    it. Until this site has a list of its own, it is the one that all sites of a host once shared. -#}
readSavedList = () => JSON.parse(localStorage[`${sitePath}saved`] ?? localStorage.saved)
