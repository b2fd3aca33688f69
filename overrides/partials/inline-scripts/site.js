// `site` is the one name that the scripts of a page share: each adds to it what others use. So that the order of the files does
// not count, they add it at once, and call each other only later, in site.afterPaint() or when a reader does something.
//
// site.path: the path of the site, "/project/". What its pages keep in a browser has it in its name, because all sites of one
// host share one storage: name.github.io/project/ and name.github.io/other/.
const site = { path: new URL(document.documentElement.dataset.root, location).pathname }
