// The table's filter: rows that have all the words stay, whatever their case and their diacritics.
{
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

  for (const input of document.querySelectorAll(".table-filter input")) {
    const rows = [...document.querySelectorAll(".comparison tbody tr")]
    const status = input.closest(".table-filter").querySelector("output")
    const filter = () => {
      const words = fold(input.value).split(/\s+/)
      for (const row of rows) row.hidden = !words.every(word => fold(row.textContent).includes(word))
      const count = rows.filter(row => !row.hidden).length
      status.textContent = count < rows.length ? status.dataset.count.replace("#", count).replace("%", rows.length) : ""
    }
    input.addEventListener("input", filter)
    addEventListener("hashchange", () => {
      if (document.querySelector(":target")?.closest("tr")?.hidden) {
        input.value = ""
        filter()
        document.querySelector(":target").scrollIntoView()
      }
    })
    filter()
  }
}
