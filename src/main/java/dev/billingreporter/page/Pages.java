package dev.billingreporter.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/**
 * The pages as HTML: for a CloudWatch dashboard a fragment, for a browser a document. There is no script in them and
 * nothing that would be loaded from elsewhere; everything that comes from the tables is escaped.
 *
 * <p>
 * A list has at most {@value #MOST_ROWS} rows, the rest is counted; fewer where the page would become too large.
 */
public final class Pages {

    /** Rows of a list. */
    public static final int MOST_ROWS = 100;
    /** A page is smaller than 1 MB, with room for what writing it as a JSON string adds. */
    static final int MOST_BYTES = 800_000;

    /** What the dashboard shows on "Get documentation". */
    private static final String DOCUMENTATION = """
            ## Vercel billing statements
            Shows how the usage billing of your Vercel Marketplace installations is doing, and the statement of each.

            * **Without a parameter**: how many installations are up to date, behind and gone, who and why. Choose one, or
              enter its id.
            * **With `installationId`**: the statement of that installation as of today. Usage day by day, every line and
              discount with how it came about, what Vercel accepted when, what would go out now and why.

            It only reads. Looking at a statement sends nothing to Vercel and writes nothing.

            ### Widget parameters
            Param | Description
            ---|---
            **installationId** | The installation to show. Leave it out for the overview.

            ### Example parameters
            ``` yaml
            installationId: icfg_7gK2
            ```
            """;

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    static class Templates {

        private Templates() {
        }

        static native TemplateInstance overview(Overview overview, Frame frame);

        static native TemplateInstance installationStatement(InstallationStatement statement, Frame frame);

        static native TemplateInstance notice(Notice notice, Frame frame);
    }

    private Pages() {
    }

    /** The page of all installations. */
    public static String html(Overview overview, Frame frame) {
        return bounded(rows -> Templates.overview(overview.withRows(rows), frame));
    }

    /** The page of one installation. */
    public static String html(InstallationStatement statement, Frame frame) {
        return bounded(rows -> Templates.installationStatement(statement.withRows(rows), frame));
    }

    /** A page with a message. */
    public static String html(Notice notice, Frame frame) {
        return Templates.notice(notice, frame).render();
    }

    /** The widget's documentation, Markdown. */
    public static String documentation() {
        return DOCUMENTATION;
    }

    /** Texts are long only in data that is out of the ordinary; then fewer rows leave room for them. */
    private static String bounded(IntFunction<TemplateInstance> page) {
        var rows = MOST_ROWS;
        var html = page.apply(rows).render();
        while (html.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES && rows > 1) {
            rows /= 2;
            html = page.apply(rows).render();
        }
        return html;
    }
}
