// What pages, those at old addresses and the service worker know of saved pages.
//
// site.pageAddress(address): that under which a page is saved, without index.html, ?query and #anchor
// site.readSavedList(): the saved pages, [{ path, title, lang }, …]. Throws where storage is forbidden, or has something else in
// it. Until this site has a list of its own, it is the one that all sites of a host once shared.
site.pageAddress = address => new URL(".", address)
site.readSavedList = () => JSON.parse(localStorage[`${site.path}saved`] ?? localStorage.saved)
