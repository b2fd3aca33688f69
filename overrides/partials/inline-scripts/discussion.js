// After a reader has signed in to discuss: loads the site bundle, which shows the discussion (assets/discussion/discussion.js).
site.afterPaint(() => {
  if (/[?&]giscus=/.test(location.search)) site.loadBundle(document.querySelector(".discussion button"))
})
