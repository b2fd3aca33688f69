// The table's filter: shows the rows that have all typed words. Case and diacritics do not matter.
{
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

  // The words of a row's cells; not those of its links, nor of the names of the subjects, which every row has.
  function rowText(row) {
    const parts = [...row.querySelectorAll(".row-link, td:not(.edit), td li")]
    const texts = parts
      .filter(part => !part.querySelector("li"))
      .map(part => {
        const label = part.querySelector(".cell-label")?.textContent ?? ""
        return part.textContent.replace(label, "")
      })
    return fold(texts.join(" "))
  }

  function addFilter(input) {
    const rows = [...document.querySelectorAll(".comparison tbody tr")]
    const status = input.closest(".table-filter").querySelector("output")
    const showAllButton = input.closest(".table-filter").querySelector("button")
    const { count, none } = status.dataset // "# of % rows", "No row matches."

    function filter() {
      const words = fold(input.value).split(/\s+/)
      const { top } = input.getBoundingClientRect()
      for (const row of rows) {
        const text = rowText(row)
        row.hidden = !words.every(word => text.includes(word))
      }
      const shown = rows.filter(row => !row.hidden).length
      const isFiltered = shown < rows.length
      showAllButton.hidden = !isFiltered
      if (!isFiltered) status.textContent = ""
      else if (shown === 0) status.textContent = none
      else status.textContent = count.replace("#", shown).replace("%", rows.length)
      scrollBy({ top: input.getBoundingClientRect().top - top, behavior: "instant" }) // The table above it has another height.
    }

    function showAll() {
      input.value = ""
      filter()
      input.focus()
    }

    // A link to a row that is hidden shows all rows again.
    function showTarget() {
      const target = document.querySelector(":target")
      if (!target?.closest("tr")?.hidden) return
      input.value = ""
      filter()
      target.scrollIntoView()
    }

    input.addEventListener("input", filter)
    showAllButton.addEventListener("click", showAll)
    addEventListener("hashchange", showTarget)
    filter() // The reader may have typed before this script was loaded.
  }

  for (const input of document.querySelectorAll(".table-filter input")) addFilter(input)
}
