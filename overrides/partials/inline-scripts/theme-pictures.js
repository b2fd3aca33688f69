// A <picture> that has a file for light and one for dark follows the theme that the reader has chosen. Without a choice, the
// system decides, as the page says.
{
  const root = document.documentElement
  const sources = document.querySelectorAll("source[media*=prefers-color-scheme]")
  const written = [...sources].map(source => source.media)
  const follow = () =>
    sources.forEach((source, index) => {
      const { theme } = root.dataset
      const media = written[index]
      const chosen = media.includes(theme) ? "all" : "not all"
      source.media = theme ? chosen : media
    })
  new MutationObserver(follow).observe(root, { attributeFilter: ["data-theme"] })
  follow()
}
