package io.leadflip.sandbox.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever knows a business otherwise than its owner left it is found.
class CopiesTest {
    @TempDir Path folder;

    private ToldStory story;

    @BeforeEach
    void tellOneStory() throws SQLException {
        story = new ToldStory(folder);
    }

    @AfterEach
    void forget() throws SQLException {
        story.close();
    }

    @Test
    void shouldReportADirectoryThatMissedAChange() {
        // Given
        story.run("update %smatching.business set sequence = 2");
        // Then
        assertThat(story.checker().check().missing())
                .containsExactly(
                        "business "
                                + ToldStory.BUSINESS
                                + " stands at fact 3 (380.5), matching has fact 2 (380.5)");
    }

    @Test
    void shouldReportAChangeThatWasTakenWrongly() {
        // Given
        story.run("update %smatching.business set average_job_price = 381");
        story.run("update %snotify.business_channel set channels = '{SMS,EMAIL}'");
        // Then
        assertThat(story.checker().check().missing())
                .containsExactly(
                        "business "
                                + ToldStory.BUSINESS
                                + " stands at fact 3 (380.5), matching has fact 3 (381)",
                        "business "
                                + ToldStory.BUSINESS
                                + " stands at fact 3 (EMAIL,SMS), the notifier has fact 3 (SMS,EMAIL)");
    }

    @Test
    void shouldReportABusinessThatTheOthersNeverHeardOf() {
        // Given
        story.run("delete from %smatching.business");
        story.run("delete from %snotify.business_channel");
        // Then
        assertThat(story.checker().check().missing())
                .hasSize(2)
                .allMatch(loss -> loss.endsWith("has never heard of it"));
    }
}
