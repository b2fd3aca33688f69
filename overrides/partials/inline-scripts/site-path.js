{#- sitePath: the path of the site, "/project/". What its pages keep in a browser has it in its name, because all sites of one
    host share one storage: name.github.io/project/ and name.github.io/other/. -#}
sitePath = new URL(document.documentElement.dataset.root, location).pathname
